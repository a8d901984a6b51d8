# The Debian package, for the preset `package`: same sources, same bytes, wherever it is
# built. (Folders, and the parts of the archive itself, are as open as the umask, 022 in `./dev`.)
set(CROSSOFF_MAINTAINER "crossoff maintainers <crossoff@crossoff.internal>" CACHE STRING
    "Who answers for the package: Name <address>")
install(FILES cmake/package/overrides RENAME crossoff
    DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides)

foreach(file changelog copyright)
    configure_file(cmake/package/${file} package/${file} @ONLY)
endforeach()
function(compressed source name)
    set(out ${PROJECT_BINARY_DIR}/package/${name}.gz)
    add_custom_command(OUTPUT ${out} COMMAND gzip -9nc ${source} > ${out} DEPENDS ${source} VERBATIM)
    add_custom_target(package_${name} ALL DEPENDS ${out})
    install(FILES ${out} DESTINATION ${CMAKE_INSTALL_DOCDIR})
endfunction()
compressed(${PROJECT_BINARY_DIR}/package/changelog changelog.Debian)
compressed(${PROJECT_SOURCE_DIR}/CHANGELOG.md changelog)
install(FILES ${PROJECT_BINARY_DIR}/package/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})

# Every file in it is as old as the newest entry of its changelog.
execute_process(COMMAND dpkg-parsechangelog -l ${PROJECT_BINARY_DIR}/package/changelog -S Timestamp
    OUTPUT_VARIABLE CROSSOFF_EPOCH OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
configure_file(cmake/package/epoch.cmake.in package/epoch.cmake @ONLY)
set(CPACK_PROJECT_CONFIG_FILE ${PROJECT_BINARY_DIR}/package/epoch.cmake)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME crossoff)
set(CPACK_PACKAGE_CONTACT ${CROSSOFF_MAINTAINER})
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What the symbols ask for is less than what the tests were run with.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libsqlite3-0 (>= 3.40)")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS sqlite3)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
    "compares two lists of open work orders and crosses off what is done")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"An ERP exports its open work orders as CSV every day. This program subtracts
today's list from yesterday's and prints for each shop which orders are done,
which are carried over and which are new.
.
Every day is recorded in a history, an SQLite file, that gives back any day,
answers questions by shop and date, and can be asked anything in SQL. A list
that looks cut off, stale or damaged is not believed: it is held, and nothing
on it is marked completed.")
include(CPack)
