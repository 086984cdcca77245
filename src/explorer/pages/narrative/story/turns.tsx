import type { TimelineEntry, TimelineItem } from '../../../../narratives/narrative-timeline.queries.js';
import { typed } from '../../../api/entries.js';
import type { ActTexts } from '../../../components/acts/act-texts.js';
import { EntrySentence } from '../../../components/entry-sentence.js';
import { ClaimLink, EntryLink, Foreign } from '../../../components/links.js';
import { StatusBadge } from '../../../components/status.js';
import { BothTimes, Instant } from '../../../components/time.js';
import { useWords } from '../../../components/view.js';
import { durationText } from '../duration-text.js';
import type { NarrativeData } from '../load.js';
import type { Step } from './steps.js';
import { actOf } from './story.js';

interface TurnsProps {
  readonly data: NarrativeData;
  readonly steps: readonly Step[];
  readonly texts: ActTexts;
}

/** The id of the element that holds an item, so that the drawing leads to it. */
export const stepAnchor = ({ claim, position }: TimelineItem): string => `at-${position}-${claim}`;

/** The same as the drawing, in words: its only form on narrow screens. */
export function Turns({ data, steps, texts }: TurnsProps) {
  const words = useWords();
  return (
    <ol class="entries turns">
      {steps.flatMap(({ items, opens, quiet }, index) => {
        const [item, ...more] = items;
        const others = opens.filter((entry) => entry.claim !== item?.claim || more.length > 0);
        return [
          ...(quiet === undefined
            ? []
            : [
                <li key={`quiet ${index}`} class="quiet-time meta">
                  {words.text('story.quiet', { time: durationText(quiet, words) })}
                </li>,
              ]),
          ...(others.length === 0 ? [] : [<Registrations key={`new ${index}`} entries={others} data={data} />]),
          ...(item === undefined
            ? []
            : [
                more.length === 0 ? (
                  <li key={index} id={stepAnchor(item)} class="turn">
                    <Item item={item} data={data} texts={texts} isNew={opens.length > others.length} />
                  </li>
                ) : (
                  <Folded key={index} items={items} data={data} texts={texts} />
                ),
              ]),
        ];
      })}
    </ol>
  );
}

interface ItemProps {
  readonly item: TimelineItem;
  readonly data: NarrativeData;
  readonly texts: ActTexts;
  /** Whether its claim begins with it. */
  readonly isNew?: boolean;
}

/** What happened, to which claim, its state from then on, and both times. */
function Item({ item, data, texts, isNew = false }: ItemProps) {
  const words = useWords();
  const changed = item.kind === 'change' ? item : item.changed;
  return (
    <>
      <p class="turn-act">
        {item.kind === 'entry' ? (
          <EntrySentence entry={typed(item)} names={data.names} kind={kindOf(item, data)} />
        ) : (
          <span>{texts.act(actOf(item))}</span>
        )}{' '}
        {changed && <StatusBadge status={changed.status} rating={changed.rating} />}
        {item.kind === 'entry' && item.voided && <span class="mark">{words.text('story.voided')}</span>}
      </p>
      <p class="turn-claim">
        {isNew && <span class="mark">{words.text('story.new', { count: 1 })}</span>}{' '}
        <Claim id={item.claim} data={data} />
      </p>
      <p class="meta">
        {item.kind === 'entry' ? (
          <EntryLink entry={item.entry}>
            <BothTimes entry={item} />
          </EntryLink>
        ) : (
          words.rich('time.recorded', { time: <Instant at={item.recordedAt} /> })
        )}
      </p>
    </>
  );
}

function Folded({ items, data, texts }: Omit<TurnsProps, 'steps'> & { readonly items: readonly TimelineItem[] }) {
  const words = useWords();
  return (
    <li class="turn">
      <details>
        <summary>{words.text('story.lesser', { count: items.length })}</summary>
        <ol>
          {items.map((item) => (
            <li key={stepAnchor(item)} id={stepAnchor(item)}>
              <Item item={item} data={data} texts={texts} />
            </li>
          ))}
        </ol>
      </details>
    </li>
  );
}

/** Claims that begin, and on which nothing else is recorded right after. */
function Registrations({ entries, data }: { entries: readonly TimelineEntry[]; data: NarrativeData }) {
  const words = useWords();
  const [first, last] = [entries[0]?.recordedAt ?? '', entries.at(-1)?.recordedAt ?? ''];
  const isOneMinute = first.slice(0, MINUTE.length) === last.slice(0, MINUTE.length);
  return (
    <li class="turn">
      <p>
        <span class="mark">{words.text('story.new', { count: entries.length })}</span>{' '}
        <span class="meta">
          {words.rich('time.recorded', {
            time: isOneMinute ? (
              <Instant at={first} />
            ) : (
              words.rich('time.between', { from: <Instant at={first} />, to: <Instant at={last} /> })
            ),
          })}
        </span>
      </p>
      <ul>
        {entries.map(({ entry, claim }) => (
          <li key={entry} class="turn-claim">
            <Claim id={claim} data={data} />
          </li>
        ))}
      </ul>
    </li>
  );
}

const MINUTE = 'YYYY-MM-DDTHH:MM';

function Claim({ id, data }: { readonly id: string; readonly data: NarrativeData }) {
  const claim = data.claims.find((each) => each.id === id);
  return (
    <ClaimLink id={id}>
      <Foreign language={claim?.language}>{claim?.text ?? id}</Foreign>
    </ClaimLink>
  );
}

const kindOf = ({ claim }: TimelineItem, { claims }: NarrativeData) =>
  claims.find(({ id }) => id === claim)?.kind ?? 'factual';
