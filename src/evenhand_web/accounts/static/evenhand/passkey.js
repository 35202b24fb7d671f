/* Asks the browser for a passkey when a button says so, and sends its answer with the form the button stands in. */
'use strict'
document.addEventListener('click', async (event) => {
  const button = event.target.closest('button[data-passkey]')
  if (!button) return
  event.preventDefault()
  const form = button.form
  const told = form.querySelector('[data-told]')
  if (!form.reportValidity()) return
  try {
    const options = JSON.parse(document.getElementById(button.dataset.options).textContent)
    const answer = await window.webauthnJSON[button.dataset.passkey](options)
    form.querySelector('input[name="passkey"]').value = JSON.stringify(answer)
    form.submit()
  } catch (refusal) {
    told.hidden = false
    told.textContent = told.dataset.told
  }
})
