# Tab completion of crossoff for fish. The words come from the program itself.

function __crossoff_complete
    set -l line (commandline -opc)
    # As far as it is written, so an open quote has no end yet.
    set -l word (commandline -ct | string replace -ra '[\'"\\\\]' '')
    set -l program (string replace -r '^~/' "$HOME/" -- $line[1])
    for found in ($program __complete $line[2..-1] $word 2>/dev/null)
        if test "$found" = :files
            set -l option (string match -r '^--[^=]+=' -- $word)
            for path in (__fish_complete_path (string replace -r '^--[^=]+=' '' -- $word) '')
                echo "$option$path"
            end
        else
            echo $found
        end
    end
end

complete -c crossoff -f -a '(__crossoff_complete)'
