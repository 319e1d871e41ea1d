# fails: limited looked stayed-up to-two undone
# asks: by-hand
# The pods that cannot pull are deleted again and again.
kubectl set image deployment/nginx-deployment nginx=nginx:1.99
sleep 30
for i in 1 2 3; do kubectl delete $(kubectl get pods --field-selector=status.phase=Pending -o name) --wait=false; sleep 30; done
