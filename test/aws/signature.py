"""Random requests, signed by botocore and by sluice: the same header has to come out.

    /usr/bin/python3 signature.py AWS_DRIVER [COUNT [SEED]]
"""
import json
import random
import subprocess
import sys
from urllib.parse import quote

import awscli.botocore.session  # noqa: F401  (first: auth alone does not import)
from awscli.botocore.auth import S3SigV4Auth, SigV4Auth
from awscli.botocore.awsrequest import AWSRequest
from awscli.botocore.credentials import Credentials

CHARACTERS = list("abcXYZ019 -_.~/%+&=?#:;@!$'()*,[]{}|\\^`<>\"\t") + ["é", "日", "😀", "//", "..", "%41", "%2F"]
HARD_KEYS = ["a//b", "./x", "a/../b", "a/./b", "with space", "a+b", "pct%41", "q?x", "h#x", "~", "*", "=&", "'\"",
             "grün/日本/😀", ";:@,$", "back\\slash", "{}[]|^`<>", "folder/", "tab\tx"]


def text(of, longest=20):
    return "".join(of.choice(CHARACTERS) for _ in range(of.randint(0, longest)))


def made(of):
    is_s3 = of.random() < 0.8
    one = {
        "method": of.choice(["GET", "HEAD", "PUT"]) if is_s3 else "POST",
        "host": of.choice(["s3.eu-west-1.amazonaws.com", "localhost:9000", "bucket.s3.us-east-1.amazonaws.com"]),
        "path": "/" + (of.choice(HARD_KEYS) if of.random() < 0.3 else text(of)) if is_s3 else "/",
        "query": sorted({text(of, 6) + str(n): text(of, 8) for n in range(of.randint(0, 4))}.items()) if is_s3 else [],
        "headers": [],
        "body": "",
        "is_s3": is_s3,
        "region": of.choice(["us-east-1", "eu-central-1"]),
        "service": "s3" if is_s3 else "sts",
        "access": "AKIA" + str(of.randint(0, 10**12)),
        "secret": text(of, 40) + "x",
        "token": of.choice(["", "to/ken+" + str(of.random()) + "=="]),
        "time": of.randint(10**9, 2 * 10**9),
    }
    if is_s3 and of.random() < 0.5:
        one["headers"].append(["Range", "bytes=%d-" % of.randint(0, 10**10)])
    if is_s3 and of.random() < 0.3:
        one["headers"].append(["If-Match", '"%x"' % of.getrandbits(64)])
    if of.random() < 0.2:
        one["headers"].append(["X-Amz-Odd", "  two   words\t and  a tab  "])
    if not is_s3:
        one["headers"].append(["Content-Type", "application/x-www-form-urlencoded; charset=utf-8"])
        one["body"] = "Action=AssumeRole&RoleArn=" + quote(text(of), safe="")
    elif one["method"] == "PUT":
        one["body"] = text(of)
    return one


class OurPayload(S3SigV4Auth):
    """Over HTTPS botocore leaves bodies unsigned; without one sluice always does."""

    def payload(self, request):
        return super().payload(request) if request.body else "UNSIGNED-PAYLOAD"

    def _should_sha256_sign_payload(self, request):
        return True


def expected(one):
    import datetime
    keys = Credentials(one["access"], one["secret"], one["token"] or None)
    kind = OurPayload if one["is_s3"] else SigV4Auth
    auth = kind(keys, one["service"], one["region"])
    query = "&".join(quote(k, safe="-_.~") + "=" + quote(v, safe="-_.~") for k, v in one["query"])
    url = "https://" + one["host"] + quote(one["path"], safe="/~") + ("?" + query if query else "")
    request = AWSRequest(one["method"], url, data=one["body"].encode(), headers=dict(one["headers"]))
    moment = datetime.datetime.fromtimestamp(one["time"], datetime.timezone.utc)
    request.context["timestamp"] = moment.strftime("%Y%m%dT%H%M%SZ")
    auth._modify_request_before_signing(request)
    to_sign = auth.string_to_sign(request, auth.canonical_request(request))
    auth._inject_signature_to_request(request, auth.signature(to_sign, request))
    return request.headers["Authorization"]


def main():
    driver = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 3000
    of = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    requests = [made(of) for _ in range(count)]
    lines = "".join(json.dumps(one) + "\n" for one in requests)
    ours = subprocess.run([driver, "sign"], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(ours) == count, (len(ours), count)
    wrong = 0
    for one, line in zip(requests, ours):
        theirs = expected(one)
        if json.loads(line)["authorization"] != theirs:
            wrong += 1
            print("different:", json.dumps(one), "\n  botocore:", theirs, "\n  sluice:  ", line)
    print(f"{count} requests, {wrong} signed otherwise")
    return 1 if wrong else 0


sys.exit(main())
