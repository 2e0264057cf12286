import { Alert, List, Stack, Title } from '@mantine/core';
import { keyText } from '../api/key';
import type { OperationPlan } from '../api/types';
import { Name } from '../common/Name';
import { useT } from '../i18n/I18n';
import { Steps } from './Steps';

export function OperationPlanView({ plan }: { plan: OperationPlan }) {
  const t = useT();
  const leftOut = plan.leftOut;
  return (
    <Stack gap="sm">
      {plan.refusals.length > 0 && <Alert color="red" title={t('plan.refused')} role="alert"><List>{plan.refusals.map((text) => <List.Item key={text}><Name text={text} /></List.Item>)}</List></Alert>}
      {plan.warnings.length > 0 && <Alert color="orange" title={t('plan.warnings')}><List>{plan.warnings.map((text) => <List.Item key={text}><Name text={text} /></List.Item>)}</List></Alert>}
      {plan.refusals.length === 0 && (
        <>
          <Title order={3} size="h5">{t('plan.steps')}</Title>
          <Steps steps={plan.steps} />
        </>
      )}
      {leftOut.length > 0 && <Alert title={t('plan.leftOut')}><List>{leftOut.map((v) => <List.Item key={keyText(v.instance)}><Name text={`${keyText(v.instance)}: ${v.reason}`} /></List.Item>)}</List></Alert>}
    </Stack>
  );
}
