import type { ComponentChildren } from 'preact';
import type { ClaimEventTypes } from '../../claims/claim.events.js';
import type { ScenarioView } from '../../replay/replay.views.js';
import type { Names } from '../api/names.js';
import { exclusionParts } from '../api/scenario.js';
import { entryTypeKey } from '../words/vocabulary.js';
import type { Words } from '../words/words.js';
import { Fact, Facts } from './facts.js';
import { ActorLink, DocumentLink, EntryLink } from './links.js';
import { Instant } from './time.js';
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
      <Fact name={words.text('replay.asOf')}>
        <Instant at={asOf} precise />
      </Fact>
      {validAt !== undefined && (
        <Fact name={words.text('replay.validAt')}>
          <Instant at={validAt} precise />
        </Fact>
      )}
      <Fact name={words.text('replay.policy')}>
        <span class="id">{policy}</span>
      </Fact>
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
    </Facts>
  );
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
      return <EntryLink entry={id}>{id}</EntryLink>;
    default:
      return words.rich('replay.type', { type: typeText(id, words) });
  }
}

/** A type that isn't in the list is shown as it is. */
const typeText = (type: string, words: Words): string => words.text(entryTypeKey(type as keyof ClaimEventTypes));
