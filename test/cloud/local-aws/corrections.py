"""What the emulator gets wrong about who may do what, where no proxy can mend it; docs/testing.md lists it."""

import re

from ministack.core import iam_actions, iam_evaluator

SESSION = re.compile(r"^arn:([^:]+):sts::(\d{12}):assumed-role/([^/]+)/.+$")


def correct() -> None:
    _name_the_role_of_a_session()
    _ask_about_the_simulated_role()


def _name_the_role_of_a_session() -> None:
    """`aws:PrincipalArn` of a role session is the ARN of the role, not that of the session."""
    resolve = iam_evaluator._resolve_condition_key

    def corrected(key, context):
        value = resolve(key, context)
        if key.lower() != "aws:principalarn" or not isinstance(value, str):
            return value
        return SESSION.sub(r"arn:\1:iam::\2:role/\3", value)

    iam_evaluator._resolve_condition_key = corrected


def _ask_about_the_simulated_role() -> None:
    """`iam:SimulatePrincipalPolicy` is asked for on the role that is simulated, not on everything."""
    extract = iam_actions.extract_resource_arn

    def corrected(service, *args, **kwargs):
        arn = extract(service, *args, **kwargs)
        if service != "iam" or arn != "*":
            return arn
        for params in (*args, *kwargs.values()):
            if isinstance(params, dict) and "PolicySourceArn" in params:
                source = params["PolicySourceArn"]
                return source[0] if isinstance(source, list) else source
        return arn

    iam_actions.extract_resource_arn = corrected
