# For scripts that run sluice and look at what it says: `check` after `check`, then `checked`.
failed=0
count=0
secret=
# WHAT EXIT-CODE TEXTS... -- COMMAND: each text stands in what it prints, `!TEXT` and the secret do not.
check() {
  local what=$1 code=$2 output texts=()
  shift 2
  while [ "$1" != -- ]; do texts+=("$1"); shift; done
  shift
  count=$((count + 1))
  local ended=0
  output=$("$@" 2>&1) || ended=$?
  local wrong=''
  [ "$ended" = "$code" ] || wrong="exit code $ended, not $code"
  for text in "${texts[@]}"; do
    if [ "${text#!}" = "$text" ]; then
      grep -qF -- "$text" <<<"$output" || wrong="$wrong; \"$text\" is missing"
    elif grep -qF -- "${text#!}" <<<"$output"; then
      wrong="$wrong; \"${text#!}\" is there"
    fi
  done
  if [ -n "$secret" ] && grep -qF -- "$secret" <<<"$output"; then wrong="$wrong; it shows the secret"; fi
  if [ -n "$wrong" ]; then
    failed=$((failed + 1))
    printf 'FAILED %s: %s\n%s\n\n' "$what" "$wrong" "$output"
  fi
}

# The end: how many passed, and whether all did.
checked() {
  echo "$((count - failed)) of $count cases passed"
  [ "$failed" = 0 ]
}
