"""Odd ini files, read by botocore and by sluice: the same profiles and sessions have to come out.

    /usr/bin/python3 configuration.py AWS_DRIVER [COUNT [SEED]]
"""
import json
import os
import random
import subprocess
import sys
import tempfile

from awscli.botocore.session import Session

SPACES = ["", "", " ", "\t", "  ", "\u00a0", "\u2003"]
NAMES = ["aws_access_key_id", "region", "Region", "output", "s3", "a b", "ä", "sso_session", "x"]
VALUES = ["", "value", "a = b", "a:b", "with # hash", "with ; semicolon", "#no", "'quoted'", '"quoted"', "%(x)s", "${HOME}",
          "trailing  ", "ünï", "[x]", "\u00a0", "a\\b"]
SECTIONS = ["default", "DEFAULT", "profile a", "profile b", 'profile "a b"', "profile 'c'", "profile  d", "profile e f", "profile",
            'profile "open', "profile g\\ h", "profilei", "sso-session s", 'sso-session "t u"', "a", "b", "preview", "x]y", " profile z",
            "profile \u00e9"]


def fresh(of, words, used):
    """A word, mostly one that was not used: what is there twice is an error."""
    word = of.choice([one for one in words if one.lower() not in used] or words) if of.random() < 0.98 else of.choice(words)
    used.add(word.lower())
    return word


def line(of, has_section, sections, names):
    kind = of.random()
    space = of.choice(SPACES)
    if kind < 0.25 or not has_section:
        names.clear()
        return of.choice(["", "", "", " "]) + "[" + fresh(of, SECTIONS, sections) + "]" + of.choice(["", "", "", " ", " ; comment", "x", "  ]"])
    if kind < 0.65:
        return of.choice(["", "", "", "", "", "", " "]) + fresh(of, NAMES, names) + space + of.choice("==:") + of.choice(SPACES) + of.choice(VALUES)
    if kind < 0.75:
        return of.choice(["# comment", "; comment", "  # comment", "#", "   ;x = y"])
    if kind < 0.82:
        return of.choice(["", "   ", "\t"])
    if kind < 0.99:
        return of.choice(["  ", "    ", "   "]) + of.choice(["addressing_style = path", "signature_version=s3v4", "a = b = c", "a = b = c", "more", "[in]"])
    return of.choice(["no delimiter", "= no name", "[]", "[open", "x"])


def text(of):
    lines, has_section, sections, names = [], False, set(), set()
    for _ in range(of.randint(0, 12)):
        lines.append(line(of, has_section or of.random() < 0.01, sections, names))
        has_section = True
    end = of.choice(["\n", "\n", "\n", "\r\n", "\r"])
    body = end.join(lines) + of.choice(["", end])
    if of.random() < 0.02:
        body = "\ufeff" + body
    data = body.encode()
    return data + b"\xff" if of.random() < 0.01 else data


def expected(config, credentials):
    session = Session()
    session.set_config_variable("config_file", config)
    session.set_config_variable("credentials_file", credentials)
    try:
        full = session.full_config
    except Exception as refused:  # awscli has the module twice, and each its own class
        if type(refused).__name__ != "ConfigParseError":
            raise
        return {"error": "CLOUD.CONFIG"}
    return {"profiles": full["profiles"], "sso_sessions": full.get("sso_sessions", {})}


def main():
    driver = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1500
    of = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    wrong = errors = 0
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
        pairs = []
        for number in range(count):
            pair = [os.path.join(folder, f"{number}.{kind}") for kind in ("config", "credentials")]
            for file in pair:
                if of.random() < 0.95:
                    with open(file, "wb") as out:
                        out.write(text(of))
            pairs.append(pair)
        lines = "".join(" ".join(pair) + "\n" for pair in pairs)
        ours = subprocess.run([driver, "configuration"], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
        assert len(ours) == count, (len(ours), count)
        for pair, line_ in zip(pairs, ours):
            theirs = expected(*pair)
            errors += "error" in theirs
            if json.loads(line_) != theirs:
                wrong += 1
                if wrong <= 5:
                    for file in pair:
                        print(file, repr(open(file, "rb").read()) if os.path.exists(file) else "is not there")
                    print("  botocore:", json.dumps(theirs, ensure_ascii=False), "\n  sluice:  ", line_)
    print(f"{count} pairs of files ({errors} that can't be read), {wrong} read otherwise")
    return 1 if wrong or errors > count * 0.5 else 0


sys.exit(main())
