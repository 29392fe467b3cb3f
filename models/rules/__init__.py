"""The rule models: claims of the narrative, problems and improvements of section five."""

from gongkai.models.rules.claims import RuleModel
from gongkai.models.rules.problem_items import ProblemReading
from gongkai.models.rules.problems import find_problems

__all__ = ["ProblemReading", "RuleModel", "find_problems"]
