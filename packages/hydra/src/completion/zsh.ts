import { quoted, runners, type Shell } from './shell.ts'

/** Zsh: a candidate a line. Wants `compinit` to have run. */
export const zsh: Shell = {
  install: ({ commands, helper = [] }) => `_hydra_zen_complete() {
  local line="\${(j: :)words[1,CURRENT-1]} $PREFIX" script= name reply
  local -a app helper candidates
  helper=(${helper.map(quoted).join(' ')})
  case \${words[1]:t} in
    ${runners.join('|')})
      for name in \${words[1,CURRENT-1]}; do
        app+=("\${name/#\\~/$HOME}")
        if [[ $name =~ '\\.[cm]?[jt]sx?$' ]]; then script=$app[-1]; break; fi
      done
      if [[ ! -f $script ]] || ! grep -q hydra "$script"; then _default; return; fi
      ;;
    *) app=("\${words[1]/#\\~/$HOME}") ;;
  esac
  if [[ -n $script && $#helper -gt 0 ]]; then
    reply=$(COMP_LINE=$line HYDRA_COMPLETE=1 $helper zsh "$script" 2>/dev/null)
  else
    false
  fi || reply=$(COMP_LINE=$line HYDRA_COMPLETE=1 $app -sc query=zsh 2>/dev/null)
  candidates=(\${(f)reply})
  compadd -Q -S '' -a candidates
}
compdef _hydra_zen_complete ${commands.map(quoted).join(' ')}
`,
  uninstall: ({ commands }) => `compdef -d ${commands.map(quoted).join(' ')}
unfunction _hydra_zen_complete 2>/dev/null
`,
  answer: (candidates) => candidates.map((candidate) => `${candidate}\n`).join(''),
  usage: { install: 'eval "$(APP -sc install=zsh)"', uninstall: 'eval "$(APP -sc uninstall=zsh)"' },
}
