"""Debian's awscli as one side of a shared sign-in, at a mock's address.

    awscli_sso.py ENDPOINT judge                 the whole of both ways to sign in: is the mock like AWS?
    awscli_sso.py ENDPOINT login [SESSION]       signs in; the token is in ~/.aws/sso/cache
    awscli_sso.py ENDPOINT credentials PROFILE   role credentials, with the token that is there
"""
import json
import os
import sys

from awscli.botocore.session import Session
from awscli.botocore import UNSIGNED
from awscli.botocore.config import Config
from awscli.botocore.utils import SSOTokenFetcher
from awscli.customizations.sso.utils import do_sso_login

ENDPOINT = sys.argv[1]
START_URL = "https://lab.awsapps.com/start"


class TestSession(Session):
    def create_client(self, service_name, *given, **named):
        return super().create_client(service_name, *given, endpoint_url=ENDPOINT, **{"region_name": "eu-west-1", **named})


def judge(session):
    def client(service, **named):
        return session.create_client(service, config=named.get("config") or Config(signature_version=UNSIGNED))
    shown = []
    for name, scopes in (("labs", ["sso:account:access"]), (None, None)):
        fetcher = SSOTokenFetcher("eu-west-1", client, cache={}, sleep=lambda seconds: None,
                                  on_pending_authorization=lambda **named: shown.append(named))
        token = fetcher.fetch_token(START_URL, force_refresh=True, registration_scopes=scopes, session_name=name)
        assert token["accessToken"].startswith("at-"), token
        assert ("refreshToken" in token) == bool(scopes)
        portal = client("sso")
        keys = portal.get_role_credentials(roleName="Reader", accountId="123456789012", accessToken=token["accessToken"])
        assert keys["roleCredentials"]["expiration"] > 1e12, keys
        assert portal.list_accounts(accessToken=token["accessToken"])["accountList"][0]["accountId"] == "123456789012"
        portal.logout(accessToken=token["accessToken"])
        try:
            portal.get_role_credentials(roleName="Reader", accountId="1", accessToken=token["accessToken"])
            raise AssertionError("the token is still valid")
        except portal.exceptions.UnauthorizedException:
            pass
    print(json.dumps({"shown": len(shown), "code": shown[0]["userCode"]}))


def login(session, name):
    do_sso_login(session, "eu-west-1", START_URL, force_refresh=True, on_pending_authorization=lambda **named: None,
                 session_name=name, registration_scopes=["sso:account:access"] if name else None)


def credentials(session, profile):
    session.set_config_variable("profile", profile)
    keys = session.get_credentials().get_frozen_credentials()
    print(json.dumps({"access": keys.access_key, "token": keys.token}))


os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")
what = sys.argv[2]
if what == "judge":
    judge(TestSession())
elif what == "login":
    login(TestSession(), sys.argv[3] if len(sys.argv) > 3 else None)
else:
    credentials(TestSession(), sys.argv[3])
