import { type Settings, SETTINGS } from '../moment/settings.js';

/** Keeps the page's moment, language and time zone when a form is sent. */
export function SettingsFields({ settings }: { readonly settings: Settings }) {
  return (
    <>
      {SETTINGS.flatMap((name) => {
        const value = settings[name];
        return value === undefined ? [] : [<input key={name} type="hidden" name={name} value={value} />];
      })}
    </>
  );
}
