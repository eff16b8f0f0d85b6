from brand_yml import Brand

from report.present.theme import BRAND, colours


def test_charts_have_the_colours_that_the_brand_format_reads():
    read = Brand.from_yaml(BRAND).color.palette
    assert colours() == {name: str(value) for name, value in read.items()}
