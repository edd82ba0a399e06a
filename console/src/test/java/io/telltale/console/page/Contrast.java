package io.telltale.console.page;

/** Reads the contrast of the page's colours from the running page. */
final class Contrast {

    /**
     * The lowest contrast of all pairs of text and ground that the page uses, as WCAG 2.2 defines it.
     *
     * @see <a href="https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio">Contrast ratio</a>
     */
    static final String LOWEST = """
            () => {
              const grounds = ['--ground', '--surface', '--raised'];
              const pairs = [
                ...grounds.flatMap((ground) => [['--text', ground], ['--muted', ground]]),
                ...['--accent', '--critical'].map((colour) => [colour, '--surface']),
                ...['critical', 'warning', 'info', 'good'].map((tone) => [`--${tone}`, `--${tone}-tint`]),
                ['--text', '--warning-tint'],
                ['--on-accent', '--accent'],
              ];
              const probe = document.body.appendChild(document.createElement('i'));
              const luminance = (token) => {
                probe.style.color = `var(${token})`;
                const channels = getComputedStyle(probe).color.match(/[0-9.]+/g).slice(0, 3);
                const [r, g, b] = channels.map((channel) => {
                  const part = channel / 255;
                  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
                });
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const contrast = ([front, back]) => {
                const [dark, light] = [luminance(front), luminance(back)].sort((a, b) => a - b);
                return (light + 0.05) / (dark + 0.05);
              };
              const lowest = Math.min(...pairs.map(contrast));
              probe.remove();
              return lowest;
            }""";

    private Contrast() {}
}
