import { path } from '../../../api/path.js';
import type { ActTexts } from '../../../components/acts/act-texts.js';
import { wrapped } from '../../../components/shortened.js';
import { leaningOf } from '../../../components/status.js';
import { useView } from '../../../components/view.js';
import type { NarrativeData } from '../load.js';
import type { Lane } from './layout.js';
import type { Place } from './places.js';
import { claimIn } from './story.js';

interface LaneLabelProps {
  readonly data: NarrativeData;
  readonly lane: Lane;
  readonly y: number;
  readonly place: Place;
  readonly texts: ActTexts;
}

const LETTERS = 40;
const LINES = 3;
/** Letters of scripts that are written from the right, if they come before others. */
const FROM_RIGHT = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** The text of a claim with its state at the page's moment, or the name of an actor. */
export function LaneLabel({ data, lane: { id }, y, place, texts }: LaneLabelProps) {
  const view = useView();
  const ofClaims = data.options.lanes === 'claims';
  const claim = ofClaims ? claimIn(data, id) : undefined;
  const name = (ofClaims ? claim?.text : data.names.actors[id]) ?? id;
  const lines = wrapped(name, LETTERS, LINES);
  const top = y + 4 - ((lines.length - 1) * 14) / 2;
  const textFrom = FROM_RIGHT.test(name) ? 'rtl' : 'ltr';
  return (
    <>
      <a class="lane-name" href={view.href(ofClaims ? path`/claims/${id}` : path`/actors/${id}`)}>
        <title>{name}</title>
        <text direction={textFrom} text-anchor={textFrom === view.words.direction ? 'start' : 'end'}>
          {lines.map((line, index) => (
            <tspan key={index} x={place.label} y={top + index * 14}>
              {line}
            </tspan>
          ))}
        </text>
      </a>
      {claim && (
        <text class={`lane-state ${leaningOf(claim.status, claim.rating)}`} x={place.state} y={y + 4}>
          {texts.status(claim)}
        </text>
      )}
    </>
  );
}
