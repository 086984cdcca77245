import type { CompletedCommand, Word } from './command-tree.js';
import { choiceBranches, indented, placeBranches, quoted, walkBranches } from './shell-script.js';

const names = (words: readonly Word[]): string => quoted(words.map(({ name }) => name).join(' '));

/** A script that completes the program in bash 3.2 and later. */
export const bashScript = (tree: readonly CompletedCommand[]): string => `# Completion of claim-ledger in bash.
# Load it with: source <(claim-ledger completion bash)
_claim_ledger() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  local place='' word='' choices='' commands_here='' flags='' global_flags=${names(tree[0]?.options ?? [])}
  local -i i skip=0 file=0
  # bash splits --option=value into three words.
  if [[ $current == '=' ]]; then current=''; fi
  if [[ $previous == '=' ]]; then previous=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ $word == '=' ]]; then skip=1; continue; fi
    if ((skip)); then skip=0; continue; fi
    case "$place $word" in
${indented(walkBranches(tree), 6)}    esac
  done
  case "$place $previous" in
${indented(
  choiceBranches(tree, (choices) => quoted(choices.join(' '))),
  4,
)}  esac
  COMPREPLY=()
  # Without words of its own, bash completes names of files.
  if ((file)); then return; fi
  if [[ -n $choices ]]; then
    COMPREPLY=($(compgen -W "$choices" -- "$current"))
    return
  fi
  case "$place" in
${indented(placeBranches(tree, names), 4)}  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$flags $global_flags" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$commands_here" -- "$current"))
  fi
}
complete -o bashdefault -o default -F _claim_ledger claim-ledger
`;
