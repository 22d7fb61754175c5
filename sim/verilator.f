// Verilator's options for a design's bench. The C++ compiler takes most of the time: small functions
// in few files let it use both cores, code that runs once is not optimised, and harder optimisation
// of the rest costs more than a run of 10,000 frames wins back.
--cc --exe --build -j 2
--top-module tb_core
-O3 --output-split 20000 --output-split-cfuncs 300
-CFLAGS -finline-small-functions
-MAKEFLAGS OPT_FAST=-O1
-MAKEFLAGS OPT_SLOW=-O0
-MAKEFLAGS OPT_GLOBAL=-O1
// Lint is a step of its own.
-Wno-lint -Wno-fatal
