class Barrier:
    pass
