import { Alert, Drawer } from '@mantine/core';
import type { ClusterSummary, InstanceView } from '../api/types';
import { Name } from '../common/Name';
import { useT } from '../i18n/I18n';
import { InstanceDetail } from './InstanceDetail';

interface Props {
  cluster: ClusterSummary;
  address: string;
  instance: InstanceView | undefined;
  onClose: () => void;
  onMove: (instance: InstanceView) => void;
}

export function InstanceDrawer({ cluster, address, instance, onClose, onMove }: Props) {
  const t = useT();
  return (
    <Drawer opened onClose={onClose} position="right" size="lg" title={<Name text={t('instance.title', { instance: address })} />} closeButtonProps={{ 'aria-label': t('close') }}>
      {instance ? <InstanceDetail cluster={cluster} instance={instance} onMove={() => onMove(instance)} /> : <Alert color="orange">{t('instance.gone')}</Alert>}
    </Drawer>
  );
}
