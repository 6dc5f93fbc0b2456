//! Colours by what they are for, so that a page can give each its own in the light and in the dark.
//!
//! Marks stand out from the background by 3:1 and text by 4.5:1 (WCAG 2.1), in both. Groups are the
//! colours of Okabe and Ito (2008), darkened or lightened to that end; a group has a shape as well. The
//! seven steps of the scale differ in lightness first, so they can be told apart without colour.

/// A colour, as a page names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    /// The custom property of CSS.
    pub property: &'static str,
    /// On a white page, and in the files.
    pub light: &'static str,
    /// On a dark page.
    pub dark: &'static str,
}

const fn colour(property: &'static str, light: &'static str, dark: &'static str) -> Colour {
    Colour {
        property,
        light,
        dark,
    }
}

/// Steps of the scale.
pub(super) const STEPS: u8 = 7;
/// Groups that have a colour of their own; all others share one more.
pub(super) const GROUPS: u8 = 7;

/// All colours of figures. A page that shows them defines these properties.
pub static COLOURS: [Colour; 26] = [
    colour("--fig-surface", "#ffffff", "#14171a"),
    colour("--fig-text", "#1f2328", "#e8eaed"),
    colour("--fig-muted", "#57606a", "#a8b0ba"),
    colour("--fig-axis", "#7d8590", "#7d8590"),
    colour("--fig-grid", "#e3e6ea", "#32373d"),
    colour("--fig-edge", "#868e97", "#6b737c"),
    colour("--fig-mark", "#0072b2", "#56b4e9"),
    colour("--fig-band", "#bfdcec", "#214a63"),
    colour("--fig-reference", "#c45500", "#f0883e"),
    colour("--fig-on-low", "#1f2328", "#f0f3f6"),
    colour("--fig-on-high", "#fefefe", "#101418"),
    colour("--fig-scale-1", "#dbe9f6", "#16324a"),
    colour("--fig-scale-2", "#bcd7ec", "#194262"),
    colour("--fig-scale-3", "#93c0e0", "#1e557f"),
    colour("--fig-scale-4", "#66a6d3", "#266a9e"),
    colour("--fig-scale-5", "#2f72ad", "#5ba3d4"),
    colour("--fig-scale-6", "#185690", "#93c6ea"),
    colour("--fig-scale-7", "#0b3c6f", "#d3e9fa"),
    colour("--fig-group-1", "#0173b2", "#57b4e9"),
    colour("--fig-group-2", "#d55e00", "#f0893f"),
    colour("--fig-group-3", "#008a64", "#2bbf91"),
    colour("--fig-group-4", "#b0508f", "#e08fc4"),
    colour("--fig-group-5", "#8a6d00", "#d9b93b"),
    colour("--fig-group-6", "#1a8796", "#5fd0de"),
    colour("--fig-group-7", "#7a4a2b", "#cf9a78"),
    colour("--fig-group-8", "#6b737c", "#949ca5"),
];

/// What something is drawn in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// The background.
    Surface,
    /// Text.
    Text,
    /// Text that stands back.
    Muted,
    /// Lines of axes.
    Axis,
    /// Lines to follow with the eye.
    Grid,
    /// Edges of a network.
    Edge,
    /// Marks.
    Mark,
    /// Where a mark may lie.
    Band,
    /// What marks are compared with.
    Reference,
    /// A step of the scale, from 1 to [`STEPS`].
    Step(u8),
    /// Text on a step of the scale.
    OnStep(u8),
    /// A group, from 0; those from [`GROUPS`] on are alike.
    Group(u8),
}

impl Ink {
    /// Its place among the colours.
    fn place(self) -> usize {
        match self {
            Self::Surface => 0,
            Self::Text => 1,
            Self::Muted => 2,
            Self::Axis => 3,
            Self::Grid => 4,
            Self::Edge => 5,
            Self::Mark => 6,
            Self::Band => 7,
            Self::Reference => 8,
            Self::OnStep(..=4) => 9,
            Self::OnStep(_) => 10,
            Self::Step(step) => 10 + usize::from(step.clamp(1, STEPS)),
            Self::Group(group) => 18 + usize::from(group.min(GROUPS)),
        }
    }

    /// The colour.
    pub(super) fn colour(self) -> Colour {
        COLOURS[self.place()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Red, green and blue of a colour of six digits.
    fn rgb(hex: &str) -> [u8; 3] {
        let digits = u32::from_str_radix(hex.trim_start_matches('#'), 16).expect("a colour");
        let [_, r, g, b] = digits.to_be_bytes();
        [r, g, b]
    }

    /// Relative luminance after WCAG 2.1.
    fn luminance(hex: &str) -> f64 {
        let linear = |value: u8| {
            let share = f64::from(value) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                libm::pow((share + 0.055) / 1.055, 2.4)
            }
        };
        let [r, g, b] = rgb(hex).map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn contrasts_are_as_asked_in_the_light_and_in_the_dark() {
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
        let sides: [fn(Ink) -> &'static str; 2] =
            [|ink| ink.colour().light, |ink| ink.colour().dark];
        for side in sides {
            let check = |a: Ink, b: Ink, least: f64| {
                let ratio = contrast(side(a), side(b));
                assert!(ratio >= least, "{a:?} on {b:?}: {ratio:.2}");
            };
            check(Ink::Text, Ink::Surface, 7.0);
            check(Ink::Muted, Ink::Surface, 4.5);
            check(Ink::Reference, Ink::Surface, 4.5);
            for ink in [Ink::Axis, Ink::Mark, Ink::Edge] {
                check(ink, Ink::Surface, 3.0);
            }
            for group in 0..=GROUPS {
                check(Ink::Group(group), Ink::Surface, 3.0);
            }
            for step in 1..=STEPS {
                check(Ink::OnStep(step), Ink::Step(step), 4.5);
            }
            let lightness = (1..=STEPS).map(|step| luminance(side(Ink::Step(step))));
            let lightness: Vec<f64> = lightness.collect();
            assert!(lightness.is_sorted() || lightness.iter().rev().is_sorted());
        }
    }
}
