import type { CompletedCommand, Word } from './command-tree.js';
import { choiceBranches, indented, placeBranches, quoted, walkBranches } from './shell-script.js';

const described = (words: readonly Word[]): string =>
  `(${words.map(({ name, description }) => quoted(description === '' ? name : `${name.replaceAll(':', '\\:')}:${description}`)).join(' ')})`;

/** A script that completes the program in zsh, with descriptions. */
export const zshScript = (tree: readonly CompletedCommand[]): string => `#compdef claim-ledger
# Completion of claim-ledger in zsh. Save it as _claim-ledger in a folder of $fpath, or, after compinit:
# source <(claim-ledger completion zsh)
_claim_ledger() {
  local place='' word='' previous=\${words[CURRENT - 1]} current=\${words[CURRENT]}
  local -a choices commands_here flags global_flags=${described(tree[0]?.options ?? [])}
  local -i i skip=0 file=0
  if [[ $current == --*=* ]]; then
    previous=\${current%%=*}
    compset -P '*='
  fi
  for ((i = 2; i < CURRENT; i++)); do
    word=\${words[i]}
    if ((skip)); then skip=0; continue; fi
    case "$place $word" in
${indented(walkBranches(tree), 6)}    esac
  done
  case "$place $previous" in
${indented(
  choiceBranches(tree, (choices) => `(${choices.map(quoted).join(' ')})`),
  4,
)}  esac
  if ((file)); then _files; return; fi
  if (($#choices)); then compadd -a choices; return; fi
  case "$place" in
${indented(placeBranches(tree, described), 4)}  esac
  if [[ $current == -* ]]; then
    flags+=($global_flags)
    _describe -o option flags
  elif (($#commands_here)); then
    _describe command commands_here
  else
    _files
  fi
}
if [[ \${funcstack[1]} == _claim_ledger ]]; then
  _claim_ledger "$@"
else
  compdef _claim_ledger claim-ledger
fi
`;
