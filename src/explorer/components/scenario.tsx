import type { ComponentChildren } from 'preact';
import type { ClaimEventTypes } from '../../claims/claim.events.js';
import type { ReplayView, ScenarioView } from '../../replay/replay.views.js';
import type { Names } from '../api/names.js';
import { exclusionParts } from '../api/scenario.js';
import { othersText } from '../words/others.js';
import { entryTypeKey } from '../words/vocabulary.js';
import type { WordKey } from '../words/keys.js';
import type { Words } from '../words/words.js';
import { EntryNameLink } from './entry-name.js';
import { Fact, Facts } from './facts.js';
import { ActorLink, DocumentLink, PolicyLink } from './links.js';
import { Instant, momentText } from './time.js';
import { useWords } from './view.js';

interface ScenarioProps {
  readonly scenario: ScenarioView;
  readonly names: Names;
}

/** The conditions of a scenario, each by its name. */
export function Scenario({ scenario, names }: ScenarioProps) {
  const words = useWords();
  const { asOf, validAt, policy, without, only } = scenario;
  return (
    <Facts>
      {without.length > 0 && (
        <Fact name={words.text('replay.without')}>
          <ul>
            {without.map((exclusion) => (
              <li key={exclusion}>{excluded(exclusion, names, words)}</li>
            ))}
          </ul>
        </Fact>
      )}
      {only.length > 0 && (
        <Fact name={words.text('replay.only')}>
          {words.list(only.map((each) => typeText(exclusionParts(each).id, words)))}
        </Fact>
      )}
      {validAt !== undefined && (
        <Fact name={words.text('replay.validAt')}>
          <Instant at={validAt} precise />
        </Fact>
      )}
      <Fact name={words.text('replay.asOf')}>
        <Instant at={asOf} precise />
      </Fact>
      <Fact name={words.text('replay.policy')}>
        <PolicyLink policy={policy} />
      </Fact>
    </Facts>
  );
}

/** Of what a replay leaves out, so much is in its title. */
const MAX_TITLE = 3;

/** What a replay is called: the name that it was given, or else what it asks: "Without: TASS". */
export function replayTitle(
  { name, scenario }: Pick<ReplayView, 'name' | 'scenario'>,
  names: Names,
  words: Words,
): string {
  if (name !== undefined) return name;
  const { asOf, validAt, policy, without, only } = scenario;
  const titled = (key: WordKey, values: readonly string[]): string => {
    const others = othersText(values.length - MAX_TITLE, words, 'replay.others');
    return `${words.text(key)}: ${words.listText([...values.slice(0, MAX_TITLE), ...others])}`;
  };
  const conditions = [
    ...(without.length > 0
      ? [
          titled(
            'replay.without',
            without.map((each) => excludedText(each, names, words)),
          ),
        ]
      : []),
    ...(only.length > 0
      ? [
          titled(
            'replay.only',
            only.map((each) => typeText(exclusionParts(each).id, words)),
          ),
        ]
      : []),
    ...(validAt === undefined ? [] : [titled('replay.validAt', [momentText(validAt, words, 'UTC')])]),
  ];
  const usual = [titled('replay.asOf', [momentText(asOf, words, 'UTC')]), titled('replay.policy', [policy])];
  return (conditions.length > 0 ? conditions : usual).join(' · ');
}

function excludedText(exclusion: string, names: Names, words: Words): string {
  const { kind, id } = exclusionParts(exclusion);
  if (kind === 'type') return typeText(id, words);
  if (kind === 'entry') return entryText(id, names, words);
  return (kind === 'document' ? names.documents : names.actors)[id] ?? id;
}

/** An entry by whose act it is, and of what kind: "TASS (reported)"; "an entry" of which nothing is known. */
function entryText(entry: string, names: Names, words: Words): string {
  const speakers = (names.speakers[entry] ?? []).map((id) => names.actors[id] ?? id);
  const type = names.types[entry];
  return speakers.length === 0 || type === undefined
    ? words.text('entry.some')
    : `${words.listText(speakers)} (${typeText(type, words)})`;
}

function excluded(exclusion: string, names: Names, words: Words): ComponentChildren {
  const { kind, id } = exclusionParts(exclusion);
  switch (kind) {
    case 'actor':
      return words.rich('whatif.actor', { who: <ActorLink id={id} name={names.actors[id]} /> });
    case 'publisher':
      return words.rich('whatif.publisher', { who: <ActorLink id={id} name={names.actors[id]} /> });
    case 'document':
      return words.rich('whatif.document', { title: <DocumentLink id={id} name={names.documents[id]} /> });
    case 'entry':
      return <EntryNameLink entry={id} names={names} />;
    default:
      return words.rich('replay.type', { type: typeText(id, words) });
  }
}

/** A type that isn't in the list is shown as it is. */
const typeText = (type: string, words: Words): string => words.text(entryTypeKey(type as keyof ClaimEventTypes));
