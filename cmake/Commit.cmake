# Writes which commit a build is of: cmake -DOUT=commit.h -DSOURCE=folder -P Commit.cmake
# The file changes only when the commit does, so nothing is compiled again without need.
find_program(GIT git)
set(commit "")
# Only the repository of this very folder counts, not one that the sources were unpacked into.
if(GIT AND EXISTS ${SOURCE}/.git)
    execute_process(COMMAND ${GIT} -C ${SOURCE} describe --always --dirty --abbrev=12 --exclude=*
        OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
if(commit STREQUAL "")
    set(commit "unknown")
endif()
file(CONFIGURE OUTPUT ${OUT} CONTENT "#define CO_COMMIT \"${commit}\"\n")
