# Turns a text into a C array of characters: cmake -DIN=style.gp -DOUT=style_gp.c -DNAME=... -P
file(READ ${IN} text)
string(REPLACE "\\" "\\\\" text "${text}")
string(REPLACE "\"" "\\\"" text "${text}")
string(REPLACE "\n" "\\n\"\n    \"" text "${text}")
file(WRITE ${OUT} "// Made from style.gp; do not edit.\nextern const char ${NAME}[];\nconst char ${NAME}[] =\n    \"${text}\";\n")
