import { Table } from '@mantine/core';
import { keyText } from '../api/key';
import type { InstanceKey } from '../api/types';
import { Name } from '../common/Name';
import { useT } from '../i18n/I18n';

interface Step {
  stage: number;
  description: string;
  target: InstanceKey;
}

export function Steps({ steps }: { steps: Step[] }) {
  const t = useT();
  if (steps.length === 0) return <p>{t('plan.noSteps')}</p>;
  return (
    <Table verticalSpacing={6} aria-label={t('plan.steps')}>
      <Table.Tbody>
        {steps.map((step, i) => (
          <Table.Tr key={i}>
            <Table.Td w={40} className="tabular" c="dimmed">{step.stage}</Table.Td>
            <Table.Td><Name text={step.description || keyText(step.target)} /></Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
