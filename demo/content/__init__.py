"""The sample content of the demo: the fictional bakery-café franchise Molino Azul, its people, guides and tickets."""
