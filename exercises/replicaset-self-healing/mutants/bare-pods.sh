# fails: created deleted healed looked scaled
# Three pods made by hand look alike, but nobody keeps their number.
for i in 1 2 3 4 5; do kubectl run myapp-rs-$i --image=myapp:v1 --labels=app=myapp; done
sleep 30
kubectl delete pod myapp-rs-1
sleep 30
kubectl get rs
kubectl get events
