import { Button } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import { useT } from '../i18n/I18n';

const Palette = lazy(async () => ({ default: (await import('./Palette')).Palette }));

export function SearchBox() {
  const t = useT();
  const [isOpen, { open, close }] = useDisclosure(false);
  // The first one also while a field has the focus; the second is a letter there.
  useHotkeys([['mod+K', open]], []);
  useHotkeys([['/', open]]);
  return (
    <>
      <Button variant="default" size="compact-md" onClick={open} aria-keyshortcuts="Control+K Meta+K">{t('nav.search')} <kbd className="wide-only" style={{ marginInlineStart: 8, opacity: 0.7, fontSize: 11 }}>⌘K</kbd></Button>
      {isOpen && <Suspense><Palette onClose={close} /></Suspense>}
    </>
  );
}
