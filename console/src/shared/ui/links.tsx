import {
  Anchor,
  type AnchorProps,
  Button,
  type ButtonProps,
  NavLink,
  type NavLinkProps,
} from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Html<P> = P &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof P> & { ref?: Ref<HTMLAnchorElement> };

/** Mantine's components as type-checked links of the router. */
export const TextLink = createLink((props: Html<AnchorProps>) => <Anchor {...props} />);
export const ButtonLink = createLink((props: Html<ButtonProps>) => (
  <Button component="a" {...props} />
));
export const NavigationLink = createLink((props: Html<NavLinkProps>) => (
  <NavLink component="a" {...props} />
));
