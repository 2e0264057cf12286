import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../i18n/I18n';
import { SearchList } from './SearchList';

export function Palette({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [text, setText] = useState('');
  return (
    <Modal opened onClose={onClose} size="lg" title={t('search.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <SearchList text={text} onText={setText} onDone={onClose} />
    </Modal>
  );
}
