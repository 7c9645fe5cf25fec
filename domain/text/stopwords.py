"""Words too common to search for, per language, in folded form (`más` is `mas`)."""

from __future__ import annotations

from typing import Final

ENGLISH: Final = frozenset(
    """a about after again all also am an and any are as at be because been before being but by can could did do does
    doing done for from get got had has have having he her here hers him his how i if in into is it its itself just let
    me might more most must my no nor not of off on once only or other our ours out over own same shall she should so
    some such than that the their theirs them then there these they this those through to too under until up upon us
    very was we were what when where which while who whom why will with within would you your yours don t s ll re ve
    """.split()
)

SPANISH: Final = frozenset(
    """a al algo algun alguna algunas alguno algunos ante antes aquel aquella aquellas aquellos aqui asi aun aunque bajo
    cada como con contra cual cuales cualquier cuando cuanto de del desde donde dos e el ella ellas ello ellos en entre
    era eran es esa esas ese eso esos esta estaba estaban estamos estan estar estas este esto estos estoy fue fueron ha
    habia han has hasta hay he hemos la las le les lo los mas me mi mis mientras mucho muy nada ni no nos nosotros
    nuestra nuestras nuestro nuestros o os otra otras otro otros para pero poco por porque pues puede pueden puedo que
    quien quienes se sea sean ser si sido siempre sin sino sobre somos son soy su sus suya suyo tal tambien tampoco tan
    tanto te tengo ti tiene tienen todo toda todas todos tu tus u un una unas uno unos usted ustedes y ya yo
    """.split()
)

BY_LANGUAGE: Final = {"en": ENGLISH, "es": SPANISH}
