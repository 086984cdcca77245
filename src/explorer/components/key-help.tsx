import { useKeySwitch } from '../browser/keys.js';
import { useWords } from './view.js';

/** What single keys do, and a switch that turns them off. Without script there are none, and this is hidden. */
export function KeyHelp() {
  const words = useWords();
  const [areOn, turn] = useKeySwitch();
  return (
    <p class="keys">
      {words.rich('frame.keys', { key: (name) => <kbd dir="ltr">{name}</kbd> })}{' '}
      <button
        type="button"
        aria-pressed={areOn}
        onClick={() => {
          turn(!areOn);
        }}
      >
        {words.text(areOn ? 'frame.keysOff' : 'frame.keysOn')}
      </button>
    </p>
  );
}
