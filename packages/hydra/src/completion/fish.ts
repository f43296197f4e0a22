import { quoted, runners, type Shell } from './shell.ts'

/** Fish: a candidate a line. */
export const fish: Shell = {
  install: ({ commands, helper = [] }) => `function __hydra_zen_app
    set -l words (commandline -opc)
    test (count $words) -gt 0; or return 1
    switch (string replace -r '.*/' '' -- $words[1])
        case ${runners.join(' ')}
            set -l app
            for word in $words
                set -a app (string replace -r '^~' -- $HOME $word)
                if string match -qr '\\.[cm]?[jt]sx?$' -- $word
                    test -f $app[-1]; and grep -q hydra $app[-1]; or return 1
                    printf '%s\\n' $app
                    return 0
                end
            end
            return 1
    end
    string replace -r '^~' -- $HOME $words[1]
end
function __hydra_zen_complete
    set -l app (__hydra_zen_app); or return
    set -l line (commandline -cp)
    set -l helper ${helper.map(quoted).join(' ')}
    if test (count $helper) -gt 0; and test -f $app[-1]
        env COMP_LINE="$line" HYDRA_COMPLETE=1 $helper fish $app[-1] 2>/dev/null; and return
    end
    env COMP_LINE="$line" HYDRA_COMPLETE=1 $app -sc query=fish 2>/dev/null
end
for name in ${commands.map(quoted).join(' ')}
    complete -c $name -n __hydra_zen_app -f -a '(__hydra_zen_complete)'
end
`,
  uninstall: ({ commands }) => `for name in ${commands.map(quoted).join(' ')}
    complete -c $name -e
end
functions -e __hydra_zen_app __hydra_zen_complete
`,
  answer: (candidates) => candidates.map((candidate) => `${candidate}\n`).join(''),
  usage: { install: 'APP -sc install=fish | source', uninstall: 'APP -sc uninstall=fish | source' },
}
