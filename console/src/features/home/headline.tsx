import { Text } from '@mantine/core';
import { OpenPeople } from '../../shared/people/open-people.tsx';

interface Props {
  /** The sentence, with U+0000 where the people stand. */
  text: string;
  people: string;
  onOpen: (() => void) | null;
}

/** A sentence whose people are large and open. */
export function Headline({ text, people, onOpen }: Props) {
  const [before = '', after = ''] = text.split('\u0000');
  return (
    <Text size="lg" style={{ textWrap: 'pretty' }}>
      {before}
      <OpenPeople onOpen={onOpen}>
        <Text span fz={30} fw={600} lh={1.2} className="num">
          {people}
        </Text>
      </OpenPeople>
      {after}
    </Text>
  );
}
