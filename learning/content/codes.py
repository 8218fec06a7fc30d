"""The codes of findings and how grave each is: section 9 of the language, as a table."""

from learning.model.finding import Severity

_ERRORS = (
    "F01 F02 F03 F04 F07 S01 S02 S04 S05 S06 S07 C01 C03 C05 V01 V03 V05 "
    "B01 B02 B03 B04 B05 Q01 Q02 Q03 Q04 Q06 Q08 Q09 Q10 Q11 Q13 M01 M02 N01 T02 "
    "L03 P01 P02 P03 P04 P05"
)
_WARNINGS = "F05 F06 S03 S08 C02 C04 V02 V04 B06 Q05 Q07 Q12 L01 N02 R01 T01 L02"

SEVERITIES = dict.fromkeys(_ERRORS.split(), Severity.ERROR) | dict.fromkeys(
    _WARNINGS.split(), Severity.WARNING
)
