<#ftl output_format="HTML">
<#-- The nest: a dome of clay, its entrance to one side, the wall that curves inwards behind it. -->
<svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
  <path class="mark-clay" d="M3 27C3 13.5 8.5 5 16.5 5S29 13.5 29 27a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1Z"/>
  <path class="mark-door" d="M11 28c-.3-7.200 2.200-12.500 6.500-12.500S24.300 20.800 24 28Z"/>
  <path class="mark-wall" d="M14.700 28c-.2-4.400 1-8.300 4.600-9.500"/>
</svg>
