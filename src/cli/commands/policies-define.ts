import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { BASES, type Basis } from '../../domain/vocabulary.js';
import type { WriteResult } from '../../http/write-response.js';
import { withChoices } from '../choices.js';
import { type CommandContext, examples, type OwnOptions, wholeNumber } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { findActor } from '../lookup/actors.js';
import { inOptions } from '../option-names.js';

interface DefinePolicyOptions extends GlobalOptions {
  readonly independentOrigins?: number;
  readonly denialBasis?: readonly Basis[];
  readonly rater?: readonly string[];
  readonly searchDays?: number;
  readonly ignoreUnnamed?: true;
  readonly ignoreEyewitness?: true;
  readonly ignoreVerdicts?: true;
}

interface PolicyName {
  readonly id: string;
  readonly version: number;
}

export function definePoliciesDefine(command: Command, { session }: CommandContext): void {
  command
    .addArgument(new Argument('<policy>', 'its id and version, such as desk/1').argParser(parseName))
    .addOption(
      new Option('--independent-origins <n>', 'how many independent named origins corroborate a claim').argParser(
        wholeNumber(2, 10),
      ),
    )
    .addOption(
      withChoices(new Option('--denial-basis <basis...>', 'a basis on which a denial counts; repeatable'), BASES),
    )
    .option('--rater <actor...>', 'an actor whose verdicts decide, so that those of others are only shown; repeatable')
    .addOption(
      new Option('--search-days <n>', 'for how many days a search without an end of its own is good').argParser(
        wholeNumber(1, 36_500),
      ),
    )
    .option('--ignore-unnamed', 'what rests only on unnamed sources supports nothing')
    .option('--ignore-eyewitness', 'one eyewitness alone does not make a denied claim disputed')
    .option('--ignore-verdicts', 'verdicts are shown and decide nothing')
    .addHelpText(
      'after',
      examples(
        'claim-ledger policies define desk/1 --independent-origins 3 --denial-basis document recording',
        'claim-ledger policies define desk/2 --rater AFP --search-days 30',
      ),
    )
    .action((name: PolicyName, options: OwnOptions<DefinePolicyOptions>, self: Command) =>
      definePolicy(session, name, { ...options, ...globalsOf(self) }),
    );
}

function parseName(text: string): PolicyName {
  const [, id, version] = /^([^/]+)\/([1-9]\d{0,6})$/.exec(text) ?? [];
  if (id === undefined) throw new InvalidArgumentError('Give an id and a version, such as desk/1.');
  return { id, version: Number(version) };
}

async function definePolicy(
  session: Session,
  { id, version }: PolicyName,
  options: DefinePolicyOptions,
): Promise<void> {
  const { independentOrigins, denialBasis, rater: raters, searchDays } = options;
  const answer = await session.withLedger(options, { create: true }, async ({ client }) => {
    const actors = await Promise.all((raters ?? []).map((name) => findActor(client, name)));
    const body = {
      id,
      version,
      independentOrigins,
      denialBases: denialBasis,
      raters: raters && actors.map((actor) => actor.id),
      searchGoodForDays: searchDays,
      ...(options.ignoreUnnamed && { unnamedSupport: false }),
      ...(options.ignoreEyewitness && { eyewitnessDisputes: false }),
      ...(options.ignoreVerdicts && { verdictsDecide: false }),
    };
    return inOptions(FIELD_NAMES, () => client.post<WriteResult>('/v1/policies', body));
  });
  const name = `${id}/${version}`;
  if (options.json) session.output.json(answer);
  else if (answer.recorded.length === 0) session.output.line(`${name} is defined already: nothing was changed.`);
  else {
    session.output.line(
      `Defined ${name}. To evaluate claims by it, start the server with CLAIM_LEDGER_POLICY=${name}.`,
    );
  }
}

/** Fields of the request that have another name as options. */
const FIELD_NAMES = { denialBases: '--denial-basis', raters: '--rater', searchGoodForDays: '--search-days' };
