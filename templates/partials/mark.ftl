<#ftl output_format="HTML">
<#-- The bird in its nest of clay; the same drawing as assets/favicon.svg, in the page's colours. -->
<svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
  <path class="mark-clay" d="M1 28.5C1 12 8 3 16 3s15 9 15 25.5a1 1 0 0 1-1 1H2a1 1 0 0 1-1-1Z"/>
  <path class="mark-door" d="M7 29.5C7 19 11 12 17.5 12S27 19 26.5 29.5Z"/>
  <path class="mark-clay" d="M10.5 29.5c-.4-3 .1-5 1-6.7 1.1-3.6 3.3-5.3 5.7-5.3 2.3 0 4 1.3 4.6 3.2l2.7 1.3-2.9.9c-.2 2.2-.6 4-.4 6.6Z"/>
  <circle class="mark-door" cx="18.3" cy="20.7" r="1.2"/>
</svg>
