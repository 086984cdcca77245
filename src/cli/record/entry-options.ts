import { type Command, Option } from 'commander';
import {
  AUTHENTICITIES,
  BASES,
  BEARINGS,
  CLAIM_KINDS,
  EXTENTS,
  FORECAST_OUTCOMES,
  RATINGS,
  RELATIONS,
  SEARCH_OUTCOMES,
  TAKES_BACK,
} from '../../domain/vocabulary.js';
import { withChoices } from '../choices.js';
import { collect } from '../command-definition.js';

/** What the options of `record` say about an entry, as they were given: names are not looked up yet. */
export interface EntryOptions {
  readonly by?: readonly string[];
  readonly onBehalfOf?: readonly string[];
  readonly basis?: string;
  readonly occurredAt?: string;
  readonly after?: readonly string[];
  readonly document?: string;
  readonly quote?: string;
  readonly quoting?: readonly string[];
  readonly paraphrasing?: readonly string[];
  readonly citing?: readonly string[];
  readonly translated?: boolean;
  readonly capacity?: string;
  readonly wording?: string;
  readonly language?: string;
  readonly of?: string;
  readonly extent?: string;
  readonly takesBack?: string;
  readonly replacementClaim?: string;
  readonly interprets?: string;
  readonly outcome?: string;
  readonly where?: string;
  readonly query?: string;
  readonly asked?: readonly string[];
  readonly goodUntil?: string;
  readonly bearing?: string;
  readonly primary?: boolean;
  readonly authenticity?: string;
  readonly rating?: string;
  readonly label?: string;
  readonly reviewUrl?: string;
  readonly rationale?: string;
  readonly relation?: string;
  readonly other?: string;
  readonly reason?: string;
  readonly replacement?: string;
  readonly text?: string;
  readonly kind?: string;
  readonly holder?: string;
  readonly due?: string;
  readonly about?: readonly string[];
  readonly topic?: readonly string[];
  readonly narrative?: string;
}

export type EntryOption = keyof EntryOptions;

const repeatable = (flags: string, description: string): Option =>
  new Option(flags, `${description}; repeatable`).argParser(collect);

/** Adds the options about an entry, under headings that say when each applies. */
export function addEntryOptions(command: Command): void {
  for (const [heading, options] of OPTION_GROUPS) {
    for (const option of options) command.addOption(option.helpGroup(heading));
  }
}

/** The option as the command declares it. */
export const optionOf = (name: EntryOption): Option | undefined =>
  OPTION_GROUPS.flatMap(([, options]) => options).find((option) => option.attributeName() === name);

const OPTION_GROUPS: readonly (readonly [heading: string, options: readonly Option[]])[] = [
  [
    'Who, when, where:',
    [
      repeatable('--by <actor>', 'who did it: the id or name of an actor; several act jointly'),
      repeatable('--on-behalf-of <actor>', 'for whom they spoke'),
      withChoices(new Option('--basis <basis>', 'where the speaker has it from'), BASES),
      new Option(
        '--occurred-at <time>',
        'when it happened, as precisely as it is known: 2023, 2023-04, 2023-04-20, 2023-04-20T10:30Z, or an interval such as 2023-05/2023-07 or ../2024-04-04',
      ),
      repeatable('--after <entry>', 'an entry that it is known to follow'),
      new Option('--document <document>', 'where to read it: the id, URL or title of a document'),
      new Option('--quote <text>', "the speaker's words in that document"),
      new Option('--capacity <text>', 'in what office they spoke, in the words of the source'),
      new Option('--wording <text>', 'how the speaker put the claim'),
      new Option('--language <code>', 'the language of --wording, which needs it, or of --text'),
    ],
  ],
  [
    'On whose word (an entry of the claim, claim/entry, an actor or a document):',
    [
      repeatable('--quoting <source>', 'whom the speaker quotes'),
      repeatable('--paraphrasing <source>', 'whom the speaker paraphrases'),
      repeatable('--citing <source>', 'whom the speaker names as the source'),
      new Option('--translated', 'the words were translated on the way'),
    ],
  ],
  [
    'What it is about:',
    [
      new Option('--of <entry>', 'the entry that it is about, instead of the claim'),
      withChoices(
        new Option('--extent <extent>', 'confirmed, denied, questioned: the claim or entry in whole or in part'),
        EXTENTS,
      ),
      withChoices(
        new Option(
          '--takes-back <extent>',
          'retracted, apologized, corrected, reworded: how much of the earlier statement is withdrawn',
        ),
        TAKES_BACK,
      ),
      new Option('--replacement-claim <claim>', "reworded: the claim that takes this one's place"),
      new Option('--interprets <source>', 'interpreted: the entry or document that the speaker reads it into'),
    ],
  ],
  [
    'Searches, evidence, verdicts and outcomes:',
    [
      withChoices(
        new Option('--outcome <outcome>', 'searched: what the search found; resolved: what became of a forecast'),
        [...SEARCH_OUTCOMES, ...FORECAST_OUTCOMES],
      ),
      new Option('--where <text>', 'searched: where they looked'),
      new Option('--query <text>', 'searched: for what'),
      repeatable('--asked <actor>', 'searched: whom they asked'),
      new Option('--good-until <day>', 'searched: the last day on which the result counts'),
      withChoices(new Option('--bearing <bearing>', 'evidence: what it does to the claim'), BEARINGS),
      new Option('--primary', 'evidence: it shows the fact itself, and not what somebody says about it'),
      withChoices(new Option('--authenticity <authenticity>', 'evidence: what the examination found'), AUTHENTICITIES),
      withChoices(new Option('--rating <rating>', 'rated: the verdict'), RATINGS),
      new Option('--label <text>', "rated: the publisher's own words for it"),
      new Option('--review-url <url>', 'rated: where the verdict is published'),
      new Option('--rationale <text>', 'rated: why'),
    ],
  ],
  [
    'Changes of the record:',
    [
      withChoices(
        new Option('--relation <relation>', 'linked, unlinked: how this claim relates to the other'),
        RELATIONS,
      ),
      new Option('--other <claim>', 'linked, unlinked: the other claim'),
      new Option('--reason <text>', 'voided: why the entry was a mistake'),
      new Option('--replacement <entry>', 'voided: the entry that takes its place'),
      new Option('--narrative <narrative>', 'grouped, ungrouped: the narrative'),
      new Option('--text <text>', 'amended: the text of the claim'),
      withChoices(new Option('--kind <kind>', 'amended: its kind'), CLAIM_KINDS),
      new Option('--holder <actor>', 'amended: whose position it is; "" for nobody'),
      new Option('--due <time>', 'amended: when the forecast is due; "" for no date'),
      repeatable('--about <actor>', 'amended: whom it is about'),
      repeatable('--topic <topic>', 'amended: its topics'),
    ],
  ],
];
