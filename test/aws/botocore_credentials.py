"""Where botocore finds credentials: cases as lines of JSON on standard input, answers on standard
output. STS and SSO are asked at the endpoints that each case names, which this botocore is too old
to read from the environment."""
import json
import os
import sys

from awscli.botocore.session import Session


class TestSession(Session):
    def create_client(self, service_name, *given, **named):
        variable = {"sts": "AWS_ENDPOINT_URL_STS", "sso": "AWS_ENDPOINT_URL_SSO", "sso-oidc": "AWS_ENDPOINT_URL_SSO_OIDC"}[service_name]
        named["endpoint_url"] = os.environ[variable]
        if not named.get("region_name"):
            named["region_name"] = self.get_config_variable("region") or "us-east-1"
        return super().create_client(service_name, *given, **named)


def answer(case):
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(case["environment"])
    session = TestSession()
    if case.get("profile"):
        session.set_config_variable("profile", case["profile"])
    try:
        session.get_scoped_config()
        found = session.get_credentials()
        if found is None:
            return {"error": "none"}
        keys = found.get_frozen_credentials()
        return {"kind": found.method, "access": keys.access_key, "secret": keys.secret_key, "token": keys.token or ""}
    except Exception as refused:
        return {"error": type(refused).__name__, "why": str(refused)}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
