# Tab completion of crossoff for bash. The words come from the program itself.

_crossoff() {
    local line=${COMP_LINE:0:COMP_POINT} word i cur='' last='' has_files=
    local -a words=()
    # Readline splits at "=" and ":" too, and the program knows whole words: what has no blank
    # between it on the line belongs together.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if ((i > 0)) && [[ $line == "$word"* && -n $word ]]; then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
            line=${line#"${line%%[![:space:]]*}"}
        fi
        line=${line#"$word"}
    done
    cur=${words[${#words[@]} - 1]}
    # Of the word that is being written only what is behind the last such character is replaced.
    last=${COMP_WORDS[COMP_CWORD]}
    [[ $last == [=:]* ]] && last=
    for i in "${!words[@]}"; do
        word=${words[i]//[\'\"]/}
        words[i]=${word//\\/}
    done
    last=${last//[\'\"]/}
    last=${last//\\/}
    word=${words[${#words[@]} - 1]}
    cur=${word%"$last"}

    COMPREPLY=()
    while IFS= read -r i; do
        if [[ $i == :files ]]; then
            has_files=1
            continue
        fi
        i=${i%%$'\t'*}
        COMPREPLY+=("${i#"$cur"}")
    done < <("${words[0]/#\~\//$HOME/}" __complete "${words[@]:1}" 2>/dev/null)
    # Quotes what needs it; a folder gets its slash.
    compopt -o filenames 2>/dev/null
    if [[ -n $has_files ]]; then
        while IFS= read -r i; do
            COMPREPLY+=("$i")
        done < <(compgen -f -- "$last")
    fi
}

complete -F _crossoff crossoff
