import type { ComponentType, FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useWords } from './view.js';

/**
 * A component that is loaded once the page is there, for what needs script anyway, such as forms: empty until then, and
 * on the server.
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): FunctionComponent<Props> {
  return function Later(props: Props) {
    const words = useWords();
    const [loaded, setLoaded] = useState<{ readonly It: ComponentType<Props> } | 'failed'>();
    useEffect(() => {
      load().then(
        (It) => {
          setLoaded({ It });
        },
        () => {
          setLoaded('failed');
        },
      );
    }, []);
    return (
      <div data-later>
        {loaded === 'failed' ? (
          <p role="alert">{words.text('session.failure.failed')}</p>
        ) : (
          loaded && <loaded.It {...props} />
        )}
      </div>
    );
  };
}
