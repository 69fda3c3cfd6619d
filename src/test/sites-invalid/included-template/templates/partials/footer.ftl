<p>The end</p>
<#if x>
