import { Table } from '@mantine/core';
import { Name } from '../common/Name';
import type { Fact } from './groups';

export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <Table verticalSpacing={4} layout="fixed">
      <Table.Tbody>
        {facts.map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th w="36%" fw={500} c="dimmed">{name}</Table.Th>
            <Table.Td><Name text={value} /></Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
