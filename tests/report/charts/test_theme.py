from brand_yml import Brand

from report.paths import BRAND
from report.text.palette import palette


def test_charts_have_the_colours_that_the_brand_format_reads():
    read = Brand.from_yaml(BRAND).color.palette
    assert palette() == {name: str(value) for name, value in read.items()}
