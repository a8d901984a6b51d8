# What is installed besides the program.

# The pages say where this build lies and looks for the site's configuration.
foreach(page crossoff.1 crossoff-config.5 crossoff-history.5)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/man/${page})
    file(READ man/${page} text)
    string(REPLACE "/usr/local/etc/" "${CMAKE_INSTALL_FULL_SYSCONFDIR}/" text "${text}")
    string(REPLACE "/usr/local/bin/" "${CMAKE_INSTALL_FULL_BINDIR}/" text "${text}")
    file(WRITE ${PROJECT_BINARY_DIR}/man/${page} "${text}")
    string(REGEX REPLACE ".*\\." "" section ${page})
    add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/man/${page}.gz
        COMMAND gzip -9nk -f ${PROJECT_BINARY_DIR}/man/${page}
        DEPENDS ${PROJECT_BINARY_DIR}/man/${page} VERBATIM)
    list(APPEND pages ${PROJECT_BINARY_DIR}/man/${page}.gz)
    install(FILES ${PROJECT_BINARY_DIR}/man/${page}.gz
        DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endforeach()
add_custom_target(pages ALL DEPENDS ${pages})

set(CROSSOFF_ZSH_DIR ${CMAKE_INSTALL_DATADIR}/zsh/site-functions CACHE STRING
    "Where zsh looks for completions")
install(FILES src/cli/completions/crossoff.bash RENAME crossoff
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES src/cli/completions/_crossoff DESTINATION ${CROSSOFF_ZSH_DIR})
install(FILES src/cli/completions/crossoff.fish
    DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
# Units for the machine, or for whoever copies them: systemd looks below /etc, /usr and /usr/local.
configure_file(cmake/package/crossoff.service.in crossoff.service @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/crossoff.service cmake/package/crossoff.timer
    DESTINATION lib/systemd/system)
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES cmake/package/config.ini DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)
