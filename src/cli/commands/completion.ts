import { Argument, type Command } from 'commander';
import { type CommandContext, examples } from '../command-definition.js';
import { bashScript } from '../completion/bash-script.js';
import { commandTree } from '../completion/command-tree.js';
import { zshScript } from '../completion/zsh-script.js';

const SCRIPTS = { bash: bashScript, zsh: zshScript } as const;

export function defineCompletion(command: Command, { session }: CommandContext): void {
  command
    .addArgument(new Argument('<shell>', 'the shell that loads the script').choices(Object.keys(SCRIPTS)))
    .addHelpText(
      'after',
      examples(
        'source <(claim-ledger completion bash)                        # in ~/.bashrc, to keep it',
        'claim-ledger completion zsh > "${fpath[1]}/_claim-ledger"     # then start zsh again',
      ),
    )
    .action(async (shell: keyof typeof SCRIPTS, _options, self: Command) => {
      session.output.write(SCRIPTS[shell](await commandTree(programOf(self))));
    });
}

const programOf = (command: Command): Command => (command.parent ? programOf(command.parent) : command);
