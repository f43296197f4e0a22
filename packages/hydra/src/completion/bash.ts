import { quoted, runners, type Shell } from './shell.ts'

/** Bash: candidates on one line. `=`, `:` and `@` part its words, so what stands before them is cut off. */
export const bash: Shell = {
  install: ({ commands, helper = [] }) => `_hydra_zen_complete() {
  COMPREPLY=()
  local line=\${COMP_LINE:0:COMP_POINT} script= name reply word lead breaks
  local -a typed app helper=(${helper.map(quoted).join(' ')})
  read -ra typed <<<"$line"
  case \${typed[0]##*/} in
    ${runners.join('|')})
      for name in "\${typed[@]}"; do
        app+=("\${name/#\\~/$HOME}")
        if [[ $name =~ \\.[cm]?[jt]sx?$ ]]; then script=\${app[-1]}; break; fi
      done
      [[ -f $script ]] && grep -q hydra "$script" || return 0
      ;;
    *) app=("\${typed[0]/#\\~/$HOME}") ;;
  esac
  # the app's own name is still being typed
  (( \${#typed[@]} > \${#app[@]} )) || [[ $line == *[[:space:]] ]] || return 0
  [[ $line == *[[:space:]] ]] && word= || word=\${typed[-1]}
  if [[ -n $script && \${#helper[@]} -gt 0 ]]; then
    reply=$(COMP_LINE=$line HYDRA_COMPLETE=1 "\${helper[@]}" bash "$script" 2>/dev/null)
  else
    false
  fi || reply=$(COMP_LINE=$line HYDRA_COMPLETE=1 "\${app[@]}" -sc query=bash 2>/dev/null)
  breaks=\${COMP_WORDBREAKS//[^=:@]/}
  lead=
  [[ -n $breaks && $word == *["$breaks"]* ]] && lead=\${word%"\${word##*["$breaks"]}"}
  read -ra typed <<<"$reply"
  for name in "\${typed[@]}"; do COMPREPLY+=("\${name#"$lead"}"); done
}
complete -o nospace -o bashdefault -o default -F _hydra_zen_complete ${commands.map(quoted).join(' ')}
`,
  uninstall: ({ commands }) => `complete -r ${commands.map(quoted).join(' ')} 2>/dev/null
unset -f _hydra_zen_complete
`,
  answer: (candidates) => `${candidates.join(' ')}\n`,
  usage: { install: 'eval "$(APP -sc install=bash)"', uninstall: 'eval "$(APP -sc uninstall=bash)"' },
}
