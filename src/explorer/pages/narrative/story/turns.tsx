import type { ComponentChild } from 'preact';
import type { TimelineEntry, TimelineItem } from '../../../../narratives/narrative-timeline.queries.js';
import type { ActTexts } from '../../../components/acts/act-texts.js';
import { ClaimLink, EntryPageLink, Foreign } from '../../../components/links.js';
import { ListedSentence } from '../../../components/listed-sentence.js';
import { StatusBadge } from '../../../components/status.js';
import { Instant, Occurred } from '../../../components/time.js';
import { useWords } from '../../../components/view.js';
import { durationText } from '../duration-text.js';
import type { NarrativeData } from '../load.js';
import type { Step } from './steps.js';
import { actOf, claimIn } from './story.js';

interface TurnsProps {
  readonly data: NarrativeData;
  readonly steps: readonly Step[];
  readonly texts: ActTexts;
}

/** The id of the element that holds an item, so that the drawing leads to it. */
export const stepAnchor = ({ claim, position }: TimelineItem): string => `at-${position}-${claim}`;

/**
 * The same as the drawing, in words: its only form on narrow screens. A time is written once for what follows at the
 * same time, and a claim for what follows on it.
 */
export function Turns({ data, steps, texts }: TurnsProps) {
  const words = useWords();
  let time: string | undefined;
  let claim: string | undefined;
  return (
    <ol class="entries turns">
      {steps.flatMap(({ items, opens, quiet }, index) => {
        const [item, ...more] = items;
        const others = opens.filter((entry) => entry.claim !== item?.claim || more.length > 0);
        const listed: ComponentChild[] = [];
        if (quiet !== undefined) {
          listed.push(
            <li key={`quiet ${index}`} class="quiet-time meta">
              {words.text('story.quiet', { time: durationText(quiet, words) })}
            </li>,
          );
        }
        const first = others[0] ?? item;
        const at = first && timeKey(first, data, texts);
        if (first && at !== time) {
          listed.push(<Time key={`time ${index}`} item={first} data={data} />);
          [time, claim] = [at, undefined];
        }
        if (others.length > 0) {
          listed.push(<Registrations key={`new ${index}`} entries={others} data={data} />);
          claim = undefined;
        }
        if (more.length > 0) listed.push(<Folded key={index} items={items} data={data} texts={texts} />);
        else if (item) {
          const isNew = opens.length > others.length;
          const isSame = item.claim === claim;
          listed.push(
            <li key={index} id={stepAnchor(item)} class={isSame ? 'turn same-claim' : 'turn'}>
              {!isSame && <Claim id={item.claim} data={data} isNew={isNew} />}
              <Item item={item} data={data} texts={texts} />
            </li>,
          );
        }
        claim = more.length > 0 ? undefined : (item?.claim ?? claim);
        return listed;
      })}
    </ol>
  );
}

/** Equal for items that have the same time on the axis, as it is written. */
const timeKey = (item: TimelineItem, { options }: NarrativeData, texts: ActTexts): string =>
  options.axis === 'occurred' && item.kind === 'entry'
    ? texts.occurred(item)
    : item.recordedAt.slice(0, 'YYYY-MM-DDTHH:MM'.length);

/** The time of what follows. */
function Time({ item, data }: { readonly item: TimelineItem; readonly data: NarrativeData }) {
  const words = useWords();
  return (
    <li class="turn-time">
      {data.options.axis === 'occurred' && item.kind === 'entry' ? (
        <Happened item={item} />
      ) : (
        words.rich('time.recorded', { time: <Instant at={item.recordedAt} /> })
      )}
    </li>
  );
}

function Happened({ item: { data } }: { readonly item: TimelineEntry }) {
  const words = useWords();
  const at = 'by' in data ? data.occurredAt : undefined;
  return at === undefined ? (
    <Occurred at={undefined} />
  ) : (
    <>{words.rich('time.happened', { time: <Occurred at={at} /> })}</>
  );
}

interface ItemProps {
  readonly item: TimelineItem;
  readonly data: NarrativeData;
  readonly texts: ActTexts;
}

/** What happened, the state from then on, and the time that isn't the one of the axis. */
function Item({ item, data, texts }: ItemProps) {
  const words = useWords();
  const changed = item.kind === 'change' ? item : item.changed;
  const isWorld = data.options.axis === 'occurred';
  return (
    <>
      <p class="turn-act">
        {item.kind === 'entry' ? (
          <ListedSentence entry={item} names={data.names} kind={kindOf(item, data)} />
        ) : (
          <span>{texts.act(actOf(item))}</span>
        )}{' '}
        {changed && <StatusBadge status={changed.status} rating={changed.rating} />}
      </p>
      {item.kind === 'entry' && (
        <p class="meta">
          {isWorld ? (
            <span>{words.rich('time.recorded', { time: <Instant at={item.recordedAt} /> })}</span>
          ) : (
            'by' in item.data && item.data.occurredAt !== undefined && <Happened item={item} />
          )}{' '}
          <EntryPageLink entry={item.entry} />
        </p>
      )}
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
              <Claim id={item.claim} data={data} />
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
  return (
    <li class="turn">
      <p>
        <span class="mark">{words.text('story.new', { count: entries.length })}</span>
      </p>
      <ul>
        {entries.map(({ entry, claim }) => (
          <li key={entry}>
            <Claim id={claim} data={data} />
          </li>
        ))}
      </ul>
    </li>
  );
}

function Claim({ id, data, isNew = false }: { id: string; data: NarrativeData; isNew?: boolean }) {
  const words = useWords();
  const claim = claimIn(data, id);
  return (
    <p class="turn-claim">
      <ClaimLink id={id}>
        <Foreign language={claim?.language}>{claim?.text ?? id}</Foreign>
      </ClaimLink>{' '}
      {isNew && <span class="mark">{words.text('story.new', { count: 1 })}</span>}
    </p>
  );
}

const kindOf = ({ claim }: TimelineItem, data: NarrativeData) => claimIn(data, claim)?.kind ?? 'factual';
