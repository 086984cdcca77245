import { ActKey } from '../../../components/acts/act-key.js';
import { ActTexts } from '../../../components/acts/act-texts.js';
import { EntryLink } from '../../../components/links.js';
import { Pagination } from '../../../components/pagination.js';
import { useView, useWords } from '../../../components/view.js';
import type { Parameters } from '../../../moment/settings.js';
import { relationKey } from '../../../words/vocabulary.js';
import type { NarrativeData, StoryOptions } from '../load.js';
import { Lanes } from './lanes.js';
import { type Story, storyOf } from './story.js';
import { Turns } from './turns.js';

/** What happened to the claims of the narrative, drawn and in words. */
export function StorySection({ data }: { readonly data: NarrativeData }) {
  const { words, timeZone } = useView();
  const { items, options, cursor, next, names, after } = data;
  const isFirst = cursor === undefined;
  const story = storyOf(data);
  const texts = new ActTexts(
    words,
    timeZone,
    names,
    items.map(({ recordedAt }) => recordedAt),
  );
  return (
    <section class="story" aria-labelledby="story">
      <h2 id="story">{words.text('story.title')}</h2>
      {items.length === 0 ? (
        <p>{words.text('story.empty')}</p>
      ) : (
        <>
          <Options options={options} />
          <div class="story-drawing" role="region" aria-label={words.text('story.region')} tabIndex={0}>
            <Lanes data={data} story={story} texts={texts} />
          </div>
          <Key data={data} story={story} />
          <h3>{words.text('story.turns')}</h3>
          <Turns data={data} steps={story.steps} texts={texts} />
          <Links data={data} />
        </>
      )}
      <Pagination
        parameters={{ ...parametersOf(options), after }}
        isFirst={isFirst}
        {...(next !== undefined && { next: { cursor: next } })}
      />
    </section>
  );
}

/** When it happened: links, which the drawing has next to its lanes. */
function Links({ data: { links, hasMoreLinks, names } }: { readonly data: NarrativeData }) {
  const words = useWords();
  if (links.length === 0) return null;
  return (
    <>
      <h3>{words.text('story.linkList')}</h3>
      <ul class="turns">
        {links.map(({ claim, entry, data }) => (
          <li key={entry}>
            {'relation' in data && (
              <EntryLink entry={entry}>
                {words.text('story.link', {
                  claim: names.claims[claim] ?? claim,
                  relation: words.text(relationKey(data.relation, 'to')),
                  other: names.claims[data.other] ?? data.other,
                })}
              </EntryLink>
            )}
          </li>
        ))}
      </ul>
      {hasMoreLinks && <p class="meta">{words.text('story.moreLinks', { count: links.length })}</p>}
    </>
  );
}

/** The parameters of an address, without those that say the default. */
export const parametersOf = ({ axis, lanes, folds }: StoryOptions): Parameters => ({
  sort: axis === 'recorded' ? undefined : axis,
  lanes: lanes === 'claims' ? undefined : lanes,
  acts: folds ? undefined : 'all',
});

/** Links to the other forms of the drawing. */
function Options({ options }: { readonly options: StoryOptions }) {
  const { words } = useView();
  return (
    <nav class="story-options" aria-label={words.text('story.options')}>
      <Choice name={words.text('story.order')} options={options}>
        {[
          [words.text('story.recorded'), { axis: 'recorded' }],
          [words.text('story.occurred'), { axis: 'occurred' }],
        ]}
      </Choice>
      <Choice name={words.text('story.lanes')} options={options}>
        {[
          [words.text('story.claims'), { lanes: 'claims' }],
          [words.text('story.actors'), { lanes: 'actors' }],
        ]}
      </Choice>
      <Choice name={words.text('story.acts')} options={options}>
        {[
          [words.text('story.folded'), { folds: true }],
          [words.text('story.all'), { folds: false }],
        ]}
      </Choice>
    </nav>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly options: StoryOptions;
  readonly children: readonly (readonly [name: string, changes: Partial<StoryOptions>])[];
}

function Choice({ name, options, children }: ChoiceProps) {
  const view = useView();
  return (
    <p>
      <span class="meta">{name}</span>
      {children.map(([text, changes]) => {
        const changed = { ...options, ...changes };
        const isShown = JSON.stringify(changed) === JSON.stringify(options);
        return (
          <a key={text} href={view.href(view.path, parametersOf(changed))} aria-current={isShown ? 'true' : undefined}>
            {text}
          </a>
        );
      })}
    </p>
  );
}

/** What the drawing means, and what it leaves out. */
function Key({ data, story }: { readonly data: NarrativeData; readonly story: Story }) {
  const view = useView();
  const { words, settings } = view;
  const { options, statesBy, cursor, next } = data;
  const { layout, withoutLane } = story;
  const ofClaims = options.lanes === 'claims';
  return (
    <>
      {layout.total > layout.lanes.length && (
        <p class="notice">{words.text('story.cut', { drawn: layout.lanes.length, total: layout.total })}</p>
      )}
      {(cursor ?? next) !== undefined && <p class="notice">{words.text('story.part')}</p>}
      {ofClaims && statesBy === undefined && <p class="notice">{words.text('story.noStates')}</p>}
      <p class="meta time-key">
        <ActKey />
        {ofClaims && <span>{words.text(`story.bands.${options.axis}`)}</span>}
        {story.arrows.length > 0 && <span>{words.text(ofClaims ? 'story.links' : 'story.citations')}</span>}
        {options.axis === 'occurred' && <span>{words.text('story.vague')}</span>}
        <span>{words.text('story.scale')}</span>
        {!ofClaims && withoutLane > 0 && <span>{words.text('story.withoutLane', { count: withoutLane })}</span>}
        {settings.validAt !== undefined && <span>{words.text('story.later')}</span>}
      </p>
    </>
  );
}
