"""First names so common that two stories may share one and be about different people."""

COMMON = frozenset(
    # English
    "john james robert michael william david richard joseph thomas charles chris christopher "
    "daniel matthew mark "
    "paul steven andrew kevin brian george edward tom jim jack bob bill mike dave dan "
    "joe sam ben tim nick max alex adam peter henry harry frank fred jane mary anna anne ann emma "
    "elizabeth sarah susan laura kate katie emily jessica jennifer karen linda lisa nancy julia "
    "julie alice amy helen rachel rose ruth sally jenny kim beth martha lucy ellen billy charlie "
    "jake josh ryan eric greg scott matt steve tony ted walter albert arthur lily grace claire "
    # French
    "jean pierre jacques michel louis marie claude henri francois charlotte sophie camille luc "
    # German
    "hans peter karl heinrich maria anna klaus thomas stefan martin johann franz fritz "
    # Spanish, Italian, Portuguese
    "juan jose antonio manuel pedro luis carlos ana carmen isabel giovanni giuseppe marco joao "
    # Russian
    "иван александр андреи сергеи дмитрии анна мария наташа саша "
    # Arabic
    "محمد احمد علي حسن".split()
)
