def run(*a,**k): return 1
def manage(*a,**k): return 1
