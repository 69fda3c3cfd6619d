<#macro broken>
${content.nothing}
</#macro>
