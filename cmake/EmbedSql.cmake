# Writes SQL as C strings: cmake -DOUT=file.c -DSQL="001.sql;002.sql" -DNEWEST=newest.sql -P EmbedSql.cmake
# As bytes in hexadecimal, so that no quoting and no limit on literals can change the text.
set(text "/* Made from src/store/migrations and newest.sql; do not edit. */\n#include \"db.h\"\n\n")
set(list "")

function(embed declaration file)
    file(READ ${file} hex HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
    set(text "${text}${declaration} = {${bytes}0};\n" PARENT_SCOPE)
endfunction()

foreach(file IN LISTS SQL)
    get_filename_component(name ${file} NAME_WE)
    string(MAKE_C_IDENTIFIER "sql_${name}" id)
    embed("static const char ${id}[]" ${file})
    string(APPEND list "    ${id},\n")
endforeach()
string(APPEND text "\nconst char *const co_migrations[CO_SCHEMA_VERSION] = {\n${list}};\n")
embed("const char co_newest_schema[]" ${NEWEST})
file(WRITE ${OUT} "${text}")
